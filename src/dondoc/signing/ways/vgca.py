"""The words of the VGCA signing program (phần mềm ký của Ban Cơ yếu Chính phủ) on the user's own machine.

A page speaks to it over a secure WebSocket on loopback, one operation a function; it fetches the PDF, signs it, posts
it to the upload address and calls back. What it says is only told to the person: what counts is the file posted.
The form of these messages is practice, not a published standard; whatever turns out otherwise is changed here alone.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from dondoc.signing.rules.roles import Role

PORT = 8987


class Function(StrEnum):
    """What the program is asked to do (chức năng)."""

    APPROVED = "vgca_sign_approved"
    ISSUED = "vgca_sign_issued"
    APPENDIX = "vgca_sign_appendix"
    COPY = "vgca_sign_copy"

    @property
    def address(self) -> str:
        """Where on this machine the program listens for it."""
        return f"wss://127.0.0.1:{PORT}/{_PATHS[self]}"


_PATHS = {
    Function.APPROVED: "SignApproved",
    Function.ISSUED: "SignIssued",
    Function.APPENDIX: "SignAppendix",
    Function.COPY: "SignCopy",
}


@dataclass(frozen=True)
class Request:
    """What a page hands to the program. `file`, `upload`: addresses that are good once and not for long."""

    function: Function
    file: str
    upload: str
    token: str
    number: str = ""
    issued_on: str = ""
    title: str = ""

    def message(self) -> dict[str, object]:
        """The JSON of the request. The session's cookie is never in it: the token is good for this one file alone."""
        given: dict[str, object] = {
            "FileUploadHandler": self.upload,
            "SessionId": "",
            "JWTToken": self.token,
            "FileName": self.file,
            "MetaData": [{"Key": "Title", "Value": self.title}],
        }
        if self.function in (Function.ISSUED, Function.APPENDIX, Function.COPY):
            given["DocNumber"] = self.number
        if self.function is Function.ISSUED:
            given["IssuedDate"] = self.issued_on
        return given


def function_for(role: Role, *, is_annex: bool = False) -> Function:
    """The leader approves, văn thư issues, an annex is marked."""
    if is_annex:
        return Function.APPENDIX
    return Function.ISSUED if role is Role.AGENCY else Function.APPROVED


def upload_answer(*, is_taken: bool, message: str, file: str = "") -> dict[str, object]:
    """What the program expects of an upload address: Status true or false, and words."""
    return {"Status": is_taken, "Message": message, "FileName": file, "FileServer": file}
