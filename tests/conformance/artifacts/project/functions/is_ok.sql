select x > 0
