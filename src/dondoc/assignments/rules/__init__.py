"""Pure rules of tasks (quy tắc về nhiệm vụ): the four buckets, violations, may this be reported?"""
