"""The loop: duty, task, finding, rectify, recheck, ladder."""
