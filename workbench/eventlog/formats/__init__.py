"""One reader a file format, each yielding raw rows; what may be unpacked, decoded and scanned."""
