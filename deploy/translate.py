#!/usr/bin/env python3
"""Translates template.yaml to plain CloudFormation, for those without SAM: translate.py writes, translate.py --check compares.

Needs the packages aws-sam-translator and cfn-lint (for its reader of short tags). No account is asked for anything.
"""
import hashlib
import json
import os
import sys
from pathlib import Path

from cfnlint.decode import decode_str
from samtranslator.parser.parser import Parser
from samtranslator.translator.translator import Translator

# The translator wants a region; nothing in what it writes depends on it.
os.environ.setdefault("AWS_DEFAULT_REGION", "us-east-1")

HERE = Path(__file__).parent
SOURCE = HERE / "template.yaml"
TARGET = HERE / "cloudformation.json"


def plain(node):
    if isinstance(node, dict):
        return {str(k): plain(v) for k, v in node.items()}
    return [plain(v) for v in node] if isinstance(node, list) else node


def translated():
    text = SOURCE.read_text()
    template = plain(decode_str(text)[0])
    function = template["Resources"]["Orchestrator"]["Properties"]
    # What `sam package` would do: the code comes from a bucket, whose name is a parameter here.
    function["CodeUri"] = {"Bucket": "CODE-BUCKET", "Key": "CODE-KEY"}
    out = Translator({}, Parser()).translate(template, {}, feature_toggle=None)
    out["Parameters"]["CodeBucket"] = {"Type": "String", "Description": "Where the function's zip lies; in this region."}
    out["Parameters"]["CodeKey"] = {
        "Type": "String",
        "Default": "orchestrator-lambda.zip",
        "Description": "The zip's key; another key makes CloudFormation deploy other code.",
    }
    code = out["Resources"]["Orchestrator"]["Properties"]["Code"]
    assert code == {"S3Bucket": "CODE-BUCKET", "S3Key": "CODE-KEY"}, code
    code["S3Bucket"], code["S3Key"] = {"Ref": "CodeBucket"}, {"Ref": "CodeKey"}
    out.setdefault("Metadata", {})["TranslatedFrom"] = {
        "File": "template.yaml",
        "Sha256": hashlib.sha256(text.encode()).hexdigest(),
    }
    return json.dumps(out, indent=1, sort_keys=True) + "\n"


if __name__ == "__main__":
    if "--check" in sys.argv:
        if TARGET.read_text() != translated():
            sys.exit("cloudformation.json is not what template.yaml translates to: run deploy/translate.py")
    else:
        TARGET.write_text(translated())
