"""Pure rules of following up (quy tắc theo dõi): the reporting table, the review of tasks, their figures."""
