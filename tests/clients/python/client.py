#!/usr/bin/python3
"""A Skein app in Python: publishes lines of standard input, or prints messages and survives the death of its peer."""

import argparse
import itertools
import json
import os
import pathlib
import sys
import time

import grpc

from stubs import api, messages, services


def connect(peer):
    """A peer that hangs, or whose machine is gone, is found out by keepalive; one that died is by TCP."""
    return grpc.insecure_channel(
        peer, options=[("grpc.keepalive_time_ms", 15_000), ("grpc.keepalive_timeout_ms", 5_000)]
    )


def credentials():
    """Says who this app is, to a peer that asks: with the token in the file that SKEIN_APP_TOKEN_FILE names."""
    file = os.environ.get("SKEIN_APP_TOKEN_FILE")
    return [("authorization", "Bearer " + pathlib.Path(file).read_text().strip())] if file else []


def lines_to_requests(message_type, source):
    """Each line is a message, and what arrived together is sent together."""
    options = {"type": message_type, "receipt": api.RECEIPT_RELAYED}  # The first request says it for all.
    rest = b""
    while chunk := source.read(16 * 1024):
        *lines, rest = (rest + chunk).split(b"\n")
        if lines:
            yield api.PublishStreamRequest(messages=[messages.Message(payload=line) for line in lines], **options)
            options = {}
    if rest:
        yield api.PublishStreamRequest(messages=[messages.Message(payload=rest)], **options)


def publish(peer, message_type):
    counts = api.PublishStreamResponse()
    with connect(peer) as channel:
        # gRPC takes the next request only when the peer has room for it. The call ends when a second peer has
        # acknowledged every message.
        requests = lines_to_requests(message_type, sys.stdin.buffer.raw)
        for counts in services.MessagingServiceStub(channel).PublishStream(requests, metadata=credentials()):
            pass
    print(json.dumps({"accepted": counts.accepted, "relayed": counts.relayed}))


class Printed:
    """Prints each message once, although a resumed subscription repeats what came after its last checkpoint."""

    def __init__(self):
        # Sequence of the last message, per publisher, boot, lane and type: within those, order is kept.
        self._last = {}

    def batch(self, header, batch_messages):
        """Yields after each message that was new."""
        key = (header.origin, header.epoch, header.lane, header.type)
        for sequence, message in enumerate(batch_messages, header.first_sequence):
            if sequence > self._last.get(key, 0):
                self._last[key] = sequence
                self.line(
                    type=header.type,
                    origin=header.origin.hex(),
                    epoch=header.epoch,
                    lane=messages.Lane.Name(header.lane),
                    sequence=sequence,
                    headers=dict(message.headers),
                    payload=message.payload.decode(errors="replace"),
                )
                yield

    def gap(self, gap):
        reason = api.GapReason.Name(gap.reason) if gap.reason in api.GapReason.values() else str(gap.reason)
        self.line(gap={"count": gap.count, "exact": gap.count_is_exact, "reason": reason})

    @staticmethod
    def line(**value):
        print(json.dumps(value, ensure_ascii=False), flush=True)


class TokenFile:
    """Where a later run goes on; without a path nothing is kept."""

    def __init__(self, path):
        self._path = path

    def load(self):
        return self._path.read_bytes() if self._path and self._path.exists() else None

    def save(self, token):
        """Atomic: a crash leaves the old token or the new one, never half of one."""
        if self._path:
            written = self._path.with_name(self._path.name + ".new")
            written.write_bytes(token)
            os.replace(written, self._path)


def subscribe(peers, pattern, token_file, count):
    printed, token, failures = Printed(), token_file.load(), 0
    for peer in itertools.cycle(peers):
        start = {"resume_token": token, "accept_gap": True} if token else {}
        try:
            with connect(peer) as channel:
                request = api.SubscribeRequest(patterns=[pattern], **start)
                for response in services.MessagingServiceStub(channel).Subscribe(request, metadata=credentials()):
                    event = response.WhichOneof("event")
                    if event in ("subscribed", "checkpoint"):
                        # Everything before this event has been printed, so the next start need not repeat it.
                        token, failures = getattr(response, event).resume_token, 0
                        token_file.save(token)
                        if event == "subscribed":
                            print(f"subscribed at {peer}", file=sys.stderr, flush=True)
                    elif event == "gap":
                        printed.gap(response.gap)
                    elif event == "batch":
                        for _ in printed.batch(response.batch.header, response.batch.messages):
                            count -= 1
                            if count == 0:
                                return
        except grpc.RpcError as error:
            if error.code() not in (grpc.StatusCode.UNAVAILABLE, grpc.StatusCode.CANCELLED):
                raise
            print(f"lost {peer}: {error.details()}", file=sys.stderr, flush=True)
        # A peer that served us is replaced at once; when all fail, we ask ever more slowly.
        time.sleep(min(0.1 * failures, 5))
        failures += 1


def main():
    parser = argparse.ArgumentParser(description="Publish lines of standard input, or print messages as JSON lines.")
    commands = parser.add_subparsers(dest="command", required=True)
    publishing = commands.add_parser("publish")
    publishing.add_argument("type")
    subscribing = commands.add_parser("subscribe")
    subscribing.add_argument("pattern")
    subscribing.add_argument("--token-file", type=pathlib.Path)
    subscribing.add_argument("--count", type=int, default=-1, help="end after so many messages")
    for command in (publishing, subscribing):
        command.add_argument("--peer", action="append", help="HOST:PORT, default 127.0.0.1:7402; repeatable")
    args = parser.parse_args()
    peers = args.peer or ["127.0.0.1:7402"]
    try:
        if args.command == "publish":
            publish(peers[0], args.type)
        else:
            subscribe(peers, args.pattern, TokenFile(args.token_file), args.count)
    except grpc.RpcError as error:
        sys.exit(error.details())


if __name__ == "__main__":
    main()
