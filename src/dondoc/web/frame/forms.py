"""Forms of the frame (biểu nhập): signing in, the password."""

from __future__ import annotations

from django.contrib.auth.forms import AuthenticationForm, PasswordChangeForm


class SignInForm(AuthenticationForm):
    error_messages = {
        "invalid_login": "Tên đăng nhập hoặc mật khẩu không đúng. Kiểm tra chữ hoa, bộ gõ tiếng Việt rồi nhập lại.",
        "inactive": "Tài khoản này đã khoá. Liên hệ quản trị của đơn vị.",
    }


class NewPasswordForm(PasswordChangeForm):
    error_messages = {
        "password_incorrect": "Mật khẩu đang dùng không đúng.",
        "password_mismatch": "Hai lần nhập mật khẩu mới không giống nhau.",
    }
