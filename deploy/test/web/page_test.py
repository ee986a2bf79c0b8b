"""The page of `baton web` in a real browser, on a channel with real services that are paused, killed and started."""

import json
import os
import re
import select
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import unittest
import urllib.request

from chromium import Chromium, PATIENCE

ROOT = os.path.abspath(os.path.join(os.path.dirname(__file__), "..", "..", ".."))
BIN = os.environ.get("BATON_BIN", os.path.join(ROOT, "bin"))
AXE = os.environ["AXE"]
PICTURES = os.environ.get("PICTURES")
COUNTS = """Object.fromEntries([...document.querySelectorAll("#states li")].map(
    (each) => [each.dataset.state, Number(each.querySelector("strong").textContent.replace(/\\D/g, ""))]))"""


class Page(unittest.TestCase):
    maxDiff = None

    def setUp(self):
        self.place = tempfile.mkdtemp(prefix="baton-web-", dir="/dev/shm")
        self.channel = os.path.join(self.place, "prices")
        self.running = []
        self.browser = Chromium()

    def tearDown(self):
        self.browser.close()
        for process in self.running:
            process.kill()
            process.wait()
            process.stdout.close()
        shutil.rmtree(self.place)

    def test_shows_a_channel_as_it_is_and_follows_it(self):
        self.services()
        url = self.web()
        self.browser.open(url, 1200, 900, prefers_color_scheme="light")
        self.await_text("three members", "#members tbody", "reader.*writer-a.*writer-b")
        self.browser.wait("a rate", "/^[\\d.]+ . ?slots.s|^[\\d.]+ slots.s/.test(document.getElementById('in-slots').innerText)")
        self.browser.wait("a latency", "document.querySelectorAll('#histogram rect').length > 0")
        self.pictures(url)

        self.baton("pause", self.channel, "--reason", "a look")
        self.await_text("the notice of the pause", "#notices", "Paused by .*: a look")
        self.same_as_status()

        writers = [each for each in self.running if "baton-processor" in each.args[0]]
        for writer in writers:
            self.kill(writer)
        self.baton("resume", self.channel)
        self.browser.wait("slots ready, with nobody to take them", f"({COUNTS}).ready === 12")
        self.await_text("the dead named", "#notices", "Error writer-a, writer-b died|Error writer-b, writer-a died")
        self.assertEqual(["dead", "dead"], self.browser.run(
            "[...document.querySelectorAll('[data-standing=dead]')].map((each) => each.textContent)"))
        self.same_as_status()

        self.kill(next(each for each in self.running if "baton-loader" in each.args[0]))
        self.await_text("all dead", "#notices", "and no service is alive")
        self.same_as_status()
        self.assertEqual([], self.browser.complaints)

    def test_says_when_the_channel_or_the_server_is_gone(self):
        self.baton("create", self.channel, "--slots", "1", "--slot-length", "10")
        url = self.web()
        self.browser.open(url, 1200, 900)
        self.await_text("one slot", "#geometry", "^1 slot of 10")
        self.assertEqual(1, self.browser.run(COUNTS)["free"])
        self.await_text("nobody", "#notices", "No member has ever attached")

        self.baton("destroy", self.channel)
        self.await_text("the channel gone", "#trouble", "Error The channel cannot be read: no channel at ")
        self.baton("create", self.channel, "--slots", "8", "--slot-length", "10")
        self.await_text("its successor", "#geometry", "^8 slots of 10")
        self.assertEqual("", self.browser.run("document.getElementById('trouble').innerText"))
        self.assertEqual([], self.browser.complaints)

        web = self.running[-1]
        web.send_signal(signal.SIGTERM)
        self.assertEqual(143, web.wait(PATIENCE))
        self.await_text("no answer", "#trouble", "Error No answer from baton web since [\\d:]+")
        self.assertEqual("lost", self.browser.run("document.getElementById('connection').dataset.state"))
        self.web(re.search(":(\\d+)/", url).group(1))
        self.browser.wait("it is live again", "document.getElementById('connection').dataset.state === 'live'")
        self.assertEqual("", self.browser.run("document.getElementById('trouble').innerText"))

    def test_is_for_everybody_on_every_screen(self):
        self.baton("create", self.channel, "--slots", "4096", "--slot-length", "10")
        url = self.web()
        for width, scheme in ((1200, "light"), (1200, "dark"), (400, "light"), (320, "dark")):
            with self.subTest(width=width, scheme=scheme):
                self.browser.open(url, width, 900, prefers_color_scheme=scheme, prefers_reduced_motion="reduce")
                self.browser.wait("4,096 slots", f"({COUNTS}).free === 4096")
                self.assertEqual(width, self.browser.run("document.documentElement.scrollWidth"), "it scrolls sideways")
                self.assertEqual("none", self.browser.run(
                    "getComputedStyle(document.getElementById('connection'), '::before').animationName"))
                ground = self.browser.run("getComputedStyle(document.body).backgroundColor")
                self.assertEqual({"light": "rgb(243, 244, 246)", "dark": "rgb(13, 17, 23)"}[scheme], ground)
                self.accessible()

        self.browser.press("Tab", 9)
        self.assertEqual("halt", self.browser.run("document.activeElement.id"))
        self.browser.press("Tab", 9)
        self.assertEqual("pick", self.browser.run("document.activeElement.id"))
        self.browser.type("4095")
        self.await_text("the slot that was chosen by keyboard", "#picked", "^free; generation 0$")
        self.browser.type("7")
        self.await_text("no such slot", "#picked", "There is no such slot")
        self.browser.run("document.getElementById('halt').click()")
        self.assertEqual("true", self.browser.run("document.getElementById('halt').getAttribute('aria-pressed')"))
        self.assertEqual([], self.browser.complaints)

    def services(self):
        self.start("baton-loader", "--channel", self.channel, "--source", "debug:", "--slots", "12", "--slot-length", "65536",
                   "--rate", "1000000", "--idle", "sleep", "--name", "reader")
        for name in ("writer-a", "writer-b"):
            self.start("baton-processor", "--channel", self.channel, "--sink", "null:", "--rate", "400000", "--idle", "sleep",
                       "--name", name)

        deadline = time.monotonic() + PATIENCE
        while not os.path.exists(os.path.join(self.channel, "control.dat")):
            self.assertLess(time.monotonic(), deadline, "the loader makes no channel")
            select.select([], [], [], 0.1)

    def web(self, port="0"):
        web = self.start("baton", "web", self.channel, "--port", port)
        ready, _, _ = select.select([web.stdout], [], [], PATIENCE)
        line = web.stdout.readline() if ready else ""
        self.assertRegex(line, "^http://127.0.0.1:\\d+/ shows ")
        return line.split()[0]

    def start(self, name, *arguments):
        process = subprocess.Popen([os.path.join(BIN, name), *arguments], stdout=subprocess.PIPE, text=True)
        self.running.append(process)
        return process

    def kill(self, process):
        process.kill()
        process.wait(PATIENCE)

    def baton(self, *arguments):
        done = subprocess.run([os.path.join(BIN, "baton"), *arguments], stdout=subprocess.PIPE, text=True, timeout=PATIENCE)
        self.assertEqual(0, done.returncode, arguments)
        return done.stdout

    def await_text(self, what, selector, pattern):
        text = f"document.querySelector({json.dumps(selector)}).innerText.replace(/\\s+/g, ' ').trim()"
        self.browser.wait(what, f"new RegExp({json.dumps(pattern)}).test({text})")

    def same_as_status(self):
        """Of a channel that stands still, the page shows what status prints, in words and in the grid."""
        deadline = time.monotonic() + PATIENCE
        while True:
            with urllib.request.urlopen(self.url_of("look.json")) as answer:
                marks = json.load(answer)["grid"]
            expected = {name: marks.count(mark) for name, mark in
                        (("free", "."), ("filling", "<"), ("ready", "="), ("reading", "("), ("lost", "!"))}
            found = self.browser.run(COUNTS)
            drawn = self.browser.run("""Object.fromEntries([...document.querySelectorAll("#grid path:not(.frames)")].map(
                (each) => [each.getAttribute("class"), (each.getAttribute("d") ?? "").split("M").length - 1]))""")
            summary = json.loads(self.baton("status", self.channel, "--format", "json"))["summary"]
            whole = sum(summary[state] for state in ("free", "filling", "ready", "reading", "damaged"))
            alike = expected["lost"] > 0 or all(summary[state] == found[state] for state in ("free", "filling", "ready", "reading"))
            if expected == found == drawn and whole == len(marks) and alike:
                return
            self.assertLess(time.monotonic(), deadline, f"status: {summary}, page: {found}, grid: {drawn}")

    def url_of(self, path):
        return self.browser.run(f"new URL({json.dumps(path)}, location.href).href")

    def accessible(self):
        with open(AXE, encoding="utf-8") as script:
            self.browser.run(script.read() + "; 0")
        found = self.browser.run("""axe.run(document, { runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] })
            .then(({ violations, passes }) => ({
              passes: passes.length,
              violations: violations.map((each) => each.id + ": " + each.nodes.map((node) => node.html + node.failureSummary).join("; "))
            }))""")
        self.assertEqual([], found["violations"])
        self.assertGreater(found["passes"], 20, "axe has looked at next to nothing")

    def pictures(self, url):
        """For the documents, once there is something to see."""
        if not PICTURES:
            return
        for name, width, height, scheme in (("light", 1200, 860, "light"), ("dark", 1200, 860, "dark"), ("phone", 400, 1180, "light")):
            self.browser.open(url, width, height, prefers_color_scheme=scheme)
            self.browser.wait("a minute of rates", "document.getElementById('in-line').querySelector('.area').getAttribute('d')?.split('L').length > 25")
            self.browser.picture(os.path.join(PICTURES, f"{name}.png"), height)


if __name__ == "__main__":
    unittest.main(verbosity=2, argv=sys.argv)
