"""Working on a case: ready replies, tasks, tags, who reads along."""
