#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Stands in for a browser and its push service, with nobody's code but theirs.

pushcheck.py keys                  makes a receiver: {"private", "p256dh", "auth"}
pushcheck.py decrypt               {"private", "auth", "body"} to {"text"}; body is base64
pushcheck.py vapid                 {"authorization"} to {"claims"}; fails where the signature is wrong

Takes and prints JSON; keys are base64url.
"""
import base64
import json
import os
import sys

import http_ece
import py_vapid
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec


def encode(data):
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def decode(text):
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


def keys():
    key = ec.generate_private_key(ec.SECP256R1())
    point = key.public_key().public_bytes(
        serialization.Encoding.X962, serialization.PublicFormat.UncompressedPoint)
    number = key.private_numbers().private_value.to_bytes(32, "big")
    return {"private": encode(number), "p256dh": encode(point), "auth": encode(os.urandom(16))}


def decrypt(given):
    number = int.from_bytes(decode(given["private"]), "big")
    text = http_ece.decrypt(
        base64.b64decode(given["body"]),
        private_key=ec.derive_private_key(number, ec.SECP256R1()),
        auth_secret=decode(given["auth"]),
        version="aes128gcm")
    return {"text": text.decode()}


def vapid(given):
    # RFC 9110 allows the space behind a comma; py_vapid does not expect it.
    header = given["authorization"].replace(", ", ",")
    if not py_vapid.Vapid02.verify(header):
        sys.exit("the signature is wrong")
    token = header.split("t=", 1)[1].split(",")[0]
    return {"claims": json.loads(decode(token.split(".")[1]))}


command = sys.argv[1]
print(json.dumps(keys() if command == "keys" else globals()[command](json.load(sys.stdin))))
