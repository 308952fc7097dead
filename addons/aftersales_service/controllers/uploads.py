"""Files that visitors send: how many, how large, and what they really are."""

from odoo.http import request
from odoo.tools.mimetypes import guess_mimetype

MAX_FILES = 5
MAX_FILE_MB = 5
# No SVG: it may carry scripts.
PHOTO_TYPES = ("image/jpeg", "image/png", "image/gif", "image/webp")
# A proof of purchase is a photo or what the shop sent by e-mail.
PROOF_TYPES = (*PHOTO_TYPES, "application/pdf")
# Logs and what they are packed in, where the order type asks for evidence.
EVIDENCE_TYPES = (*PROOF_TYPES, "text/plain", "application/zip")


def read_uploads(field: str, types: tuple) -> tuple[list[tuple[str, bytes]], str]:
    """Names and contents of the files sent, and what is wrong with them.

    :param types: one of the tuples above
    """
    files = [file for file in request.httprequest.files.getlist(field) if file.filename]
    if len(files) > MAX_FILES:
        return [], _say_too_many(types)
    limit = MAX_FILE_MB * 1024 * 1024
    read = []
    for file in files:
        content = file.read(limit + 1)
        if len(content) > limit:
            return [], request.env._(
                "%(name)s is larger than %(size)s MB.",
                name=file.filename,
                size=MAX_FILE_MB,
            )
        # The content decides, not what the browser says it is.
        if guess_mimetype(content) not in types:
            return [], _say_wrong_type(types, file.filename)
        read.append((file.filename, content))
    return read, ""


def _say_too_many(types: tuple) -> str:
    if types == PROOF_TYPES:
        return request.env._(
            "Please send no more than %(count)s files.", count=MAX_FILES
        )
    return request.env._("Please send no more than %(count)s photos.", count=MAX_FILES)


def _say_wrong_type(types: tuple, name: str) -> str:
    if types == EVIDENCE_TYPES:
        return request.env._(
            "%(name)s is neither a photo nor a log (text, PDF or ZIP).", name=name
        )
    if types == PROOF_TYPES:
        return request.env._(
            "%(name)s is neither a photo (JPEG, PNG, GIF or WebP) nor a PDF.", name=name
        )
    return request.env._("%(name)s is not a photo (JPEG, PNG, GIF or WebP).", name=name)
