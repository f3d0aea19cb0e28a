"""Time stamps for signatures: an authority swears that a signature was there at a time (RFC 3161).

In: the URL of the authority, which the office's settings name. Out: what pyHanko asks for a stamp. This is the only
place that opens a connection, and only where the settings ask for it.
"""

from __future__ import annotations

import urllib.request
from typing import Any

from ..errors import GenError, refusal

PATIENCE = 20  # s for an answer
QUERY = {"Content-Type": "application/timestamp-query"}


def stamper(url: str) -> Any:
    """A pyHanko time stamper. What it is asked for raises: GenError E879."""
    from asn1crypto import tsp
    from pyhanko.sign.timestamps import TimeStamper

    class Authority(TimeStamper):
        async def async_request_tsa_response(self, req: tsp.TimeStampReq) -> tsp.TimeStampResp:
            try:
                asked = urllib.request.Request(url, req.dump(), QUERY)
                with urllib.request.urlopen(asked, timeout=PATIENCE) as answer:
                    response = tsp.TimeStampResp.load(answer.read(), strict=True)
                status = response["status"]["status"].native
            except OSError as error:
                raise GenError("E879", url=url, why=refusal(error)) from None
            except ValueError:
                raise GenError("E879", url=url, why="อ่านที่อยู่หรือคำตอบไม่ออก") from None
            if status not in ("granted", "granted_with_mods"):
                raise GenError("E879", url=url, why="หน่วยนั้นไม่ประทับให้")
            return response

    return Authority()  # type: ignore[no-untyped-call]
