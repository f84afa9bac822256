"""What the team works with in a case: reviewed words, tasks, tags, who reads along. Below the cases: nothing here asks whose a case is."""
