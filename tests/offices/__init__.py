"""Papers as offices write them, each with the mistakes that a careful reader marks, written before any rule was run."""
