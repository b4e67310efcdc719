"""How texts are spelled: what is the same to a reader, and what was garbled on the way through an encoding."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import Final

import numpy as np
from numpy.typing import NDArray

from workbench.eventlog.texts import Texts

_TRADITIONAL: Final = (
    "記審覈計訂單發貨產質檢驗庫開關結報銷請購採應項財務會議簽領導總經業員辦處歸檔確認變設備維護類題測試評價標準協調聯繫係統數據錄輸轉換運車輛裝載倉儲"
    "稅費賬帳戶號碼編書圖紙現場廠門間時點線網電話機構組織職責權證許環節廣東區縣鄉鎮醫療藥診斷術後來還進過達遠選擇擬補複復詢問聽訴訟諮談讀寫畫劃學習訓"
    "練課師個們爲為與從對將當並無實際國貿買賣賠償贈貸資賃債額餘銀鐵鋼錯誤異違規則劑創獎罰勞動勝勢匯彙廳廢徵懲戰擔擴攝敗暫條極樓樣樹橋歷曆殘滿滯潔潤"
    "熱營獨獲畢盡監盤礎禮種積穩筆範簡約級細終給絕絡續緊緩縮繼義腦臨舉舊藝蓋製見觀覺覽訊該詳誌說論諾識譯讓貢貫貼賓贏較輔輕輪農連週遞適遲遷邊郵鄰"
    "釋針鏈鍵鎖長閉閱隊階陽陳陸隨險隱雙雜離難雲靜響頁順預頻顧顯顏願風飛養館駐駕驅體"
)
_SIMPLIFIED: Final = (
    "记审核计订单发货产质检验库开关结报销请购采应项财务会议签领导总经业员办处归档确认变设备维护类题测试评价标准协调联系系统数据录输转换运车辆装载仓储"
    "税费账账户号码编书图纸现场厂门间时点线网电话机构组织职责权证许环节广东区县乡镇医疗药诊断术后来还进过达远选择拟补复复询问听诉讼咨谈读写画划学习训"
    "练课师个们为为与从对将当并无实际国贸买卖赔偿赠贷资赁债额余银铁钢错误异违规则剂创奖罚劳动胜势汇汇厅废征惩战担扩摄败暂条极楼样树桥历历残满滞洁润"
    "热营独获毕尽监盘础礼种积稳笔范简约级细终给绝络续紧缓缩继义脑临举旧艺盖制见观觉览讯该详志说论诺识译让贡贯贴宾赢较辅轻轮农连周递适迟迁边邮邻"
    "释针链键锁长闭阅队阶阳陈陆随险隐双杂离难云静响页顺预频顾显颜愿风飞养馆驻驾驱体"
)
_TO_SIMPLIFIED: Final = str.maketrans(_TRADITIONAL, _SIMPLIFIED)
"""Traditional characters of business labels to simplified ones (Table of General Standard Chinese Characters, 2013)."""

_JOINTS: Final = re.compile(r"[\s\-_·・/.\u200b-\u200f\u2060\ufeff]+")
_INVISIBLE: Final = re.compile("[\u00a0\u00ad\u200b-\u200f\u2028-\u202e\u2060\u2066-\u2069\ufeff]")
_HAN: Final = re.compile(r"[一-鿿]+")
_WIDE: Final = re.compile("[\u3000\uff01-\uff5e\uff66-\uff9f]")
_WIDE_MARKS: Final = frozenset("，。：；！？（）、～")
_LOST: Final = re.compile("\ufffd|锟斤拷|烫烫|屯屯")
_FALSE_READINGS: Final = (("cp1252", "utf-8"), ("latin-1", "utf-8"), ("gb18030", "utf-8"), ("latin-1", "gb2312"))
_NOTHING: Final = frozenset("na n/a #n/a n.a. null <null> (null) none nan nil <na> - -- --- / # 无 空 (空) (blank)".split())
_BEGINNINGS: Final = np.unique([ord(letter) for text in _NOTHING if text.isascii() for letter in text[0] + text[0].upper()])
_SHORT: Final = max(len(text) for text in _NOTHING)
_ASCII, _BLANK, _WORD = 0x7F, 0x20, 4


def spelling_key(text: str) -> str:
    """Return a text without what readers overlook: case, width, blanks, hyphens, invisible letters, traditional forms."""
    return _JOINTS.sub("", unicodedata.normalize("NFKC", text).casefold()).translate(_TO_SIMPLIFIED)


def suspects(texts: Texts) -> NDArray[np.int64]:
    """Return the numbers of the texts that may say nothing, hold odd letters or be garbled, told by their bytes.

    These are texts with letters beyond ASCII, with a blank at an end, and short ones that begin like `NA`, `null` or `-`.
    """
    filled = np.flatnonzero(np.diff(texts.offsets))
    if not len(filled):
        return filled
    begins, ends = texts.offsets[:-1][filled], texts.offsets[1:][filled]
    first, last = texts.data[begins], texts.data[ends - 1]
    beyond = np.maximum.reduceat(texts.data, begins) > _ASCII
    blank = (first <= _BLANK) | (last <= _BLANK)
    return filled[beyond | blank | ((ends - begins <= _SHORT) & np.isin(first, _BEGINNINGS))]


def says_nothing(text: str) -> bool:
    """Return whether a text is what programs write for a missing value; it may be a name all the same."""
    return unicodedata.normalize("NFKC", text).strip().casefold() in _NOTHING


def has_odd_letters(text: str) -> bool:
    """Return whether a text has blanks at its ends, invisible letters, or letters and digits of full width."""
    wide = any(letter not in _WIDE_MARKS for letter in _WIDE.findall(text))
    return text != text.strip() or wide or _INVISIBLE.search(text) is not None


def meant(text: str) -> str | None:
    """Return what a text was before it was read in a wrong encoding, empty where letters are lost; None if it is sound."""
    if _LOST.search(text):
        return ""
    if text.isascii():
        return None
    return next(_repairs(text), None)


def is_code(text: str) -> bool:
    """Return whether a text is Latin and at least half of its letters and digits are digits, as in 01_HOOFD_010."""
    signs = [sign for sign in text if sign.isalnum()]
    return text.isascii() and bool(signs) and 2 * sum(sign.isdigit() for sign in signs) >= len(signs)


def is_slip(one: str, other: str) -> bool:
    """Return whether two texts differ in one word of four letters or more, by one letter that is not its first."""
    words, others = one.casefold().split(), other.casefold().split()
    differing = [(a, b) for a, b in zip(words, others, strict=False) if a != b]
    if len(words) != len(others) or len(differing) != 1:
        return False
    return all(len(word) >= _WORD and word.isalpha() for word in differing[0]) and _one_letter_apart(*differing[0])


def _one_letter_apart(one: str, other: str) -> bool:
    """Return whether two different words become one by leaving out, putting in or exchanging a letter behind the first."""
    at = next((place for place, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    rest, following = one[at:], other[at:]
    return at > 0 and (rest[1:] == following[1:] or rest[1:] == following or rest == following[1:])


def _repairs(text: str) -> Iterator[str]:
    for read_as, written_as in _FALSE_READINGS:
        try:
            repaired = text.encode(read_as).decode(written_as)
        except UnicodeError:
            continue
        if repaired != text and _is_sounder(repaired, written_as, read_as):
            yield repaired


def _is_sounder(repaired: str, written_as: str, read_as: str) -> bool:
    """Return whether a repair is no accident: Han runs of two and more where two-byte letters are at play, else any."""
    if "gb" not in written_as + read_as:
        return repaired.isprintable()
    foreign = "".join(letter for letter in repaired if not letter.isascii())
    return len(foreign) > 1 and _HAN.fullmatch(foreign) is not None
