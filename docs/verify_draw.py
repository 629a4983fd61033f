"""python3 verify_draw.py FILE: make a published draw again from its file alone. Exit 0: it comes out the same."""

import hashlib
import hmac
import json
import sys


def sha(text):
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def mac(key, text):
    return hmac.new(key.encode("utf-8"), text.encode("utf-8"), "sha256").hexdigest()


with open(sys.argv[1], encoding="utf-8") as file:
    said = json.load(file)
rows, strata = said["frame"], said["strata"]
text = "".join(f"{name}\t{strata[name]}\n" for name in sorted(strata))
text += "\n" + "".join(f"{row['id']}\t{row['stratum']}\n" for row in rows)
key, drawn = mac(said["seed"], sha(text) + "\n" + said["word"]), []
for name, n in sorted(strata.items()):
    held = sorted((mac(key, row["id"]), row["id"]) for row in rows if row["stratum"] == name)
    drawn += [{"id": i, "stratum": name, "ticket": t, "chance": [n, len(held)]} for t, i in held[:n]]
checks = {"each row once": len({row["id"] for row in rows}) == len(rows), "frame hash": sha(text) == said["frame_hash"]}
checks |= {"commitment": sha(said["seed"]) == said["commitment"], "drawn rows": drawn == said["drawn"]}
print("\n".join(f"{name}: {'right' if right else 'WRONG'}" for name, right in checks.items()))
sys.exit(not all(checks.values()))
