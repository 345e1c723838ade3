"""Template words (từ dùng trong mẫu trang): presentation only."""
