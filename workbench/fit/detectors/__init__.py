"""One small function a finding code, each in a file of its own, told together by `DETECTORS`."""
