"""Letters at the desk and under the thumb: drafted, looked at as paper, approved, sent, answered."""
