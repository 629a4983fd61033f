"""Letters that are numbered, sent, answered and, unanswered, followed by a heavier one (三书一函, 抄告, 责令改正, 表扬)."""
