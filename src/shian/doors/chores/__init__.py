"""The household: bring in, bind, plan, people and posts, letters of commitment, the law in force, the ledger."""
