"""New data held against the frozen baseline of a release: monitors, their signals, and the cases of dynamic adjustment."""
