"""Pure rules of reporting (quy tắc báo cáo): timeliness, signing state, may this be sent?"""
