"""What a new record says before anybody has written on it: all that follows from its region."""

from accounts.reference import reference
from readiness.regions import Region

_LEVELS = {"province": "province", "prefecture": "city", "county": "county"}


def skeleton(code, adcode, zone, name_zh, name_en, instrument):
    region = reference().regions[adcode]
    path = reference().region_path(adcode)
    place = {"adcode": adcode, "name": {"zh": path.zh + zone, "en": f"{zone}, {path.en}" if zone else path.en}}
    place["level"] = "zone" if zone else level_of(region)
    if zone:
        place["zone"] = zone
    name = {"zh": name_zh} | ({"en": name_en} if name_en else {})
    return {
        "id": code,
        "name": name,
        "region": place,
        "instrument": instrument,
        "relevance": "direct",
        "amount": {"kind": "rate_cap"},
        "applicants": [],
        "rule": {"all": [{"field": "region", "op": "within", "value": adcode}]},
        "confirm": [],
        "valid": {},
        "apply": {},
        "stacking": {"kind": "unknown"},
        "sources": [],
        "knowledge": {"evidence": "official_site", "confidence": "medium"},
    }


def level_of(region: Region) -> str:
    if region.level == "county" and region.name_zh.endswith("区"):
        return "district"
    return _LEVELS[region.level]
