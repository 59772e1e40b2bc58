"""The processes that work: the pool, its RQ workers, and the recovery of what others left."""
