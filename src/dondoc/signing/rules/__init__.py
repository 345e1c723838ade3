"""Facts and verdicts of signatures (dữ kiện và kết luận về chữ ký số), pure."""
