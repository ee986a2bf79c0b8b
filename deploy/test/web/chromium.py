"""A headless Chromium, spoken to over two pipes by its DevTools protocol: what a test of a page needs, and no more."""

import base64
import json
import os
import select
import shutil
import subprocess
import tempfile
import time

FLAGS = [
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--hide-scrollbars",
    "--disable-background-networking", "--disable-component-update", "--disable-sync", "--disable-dev-shm-usage",
    "--remote-debugging-pipe", "about:blank",
]
PATIENCE = 60


class Chromium:
    """One browser with one page. What goes wrong in the page is collected in `complaints`."""

    def __init__(self):
        self.profile = tempfile.mkdtemp(prefix="baton-chromium-")
        read_commands, self.commands = os.pipe()
        self.answers, write_answers = os.pipe()

        def wire():
            # Above the two that are to be taken, first: a pipe may have got 3 or 4 itself.
            commands, answers = os.dup2(read_commands, 103), os.dup2(write_answers, 104)
            os.dup2(commands, 3)
            os.dup2(answers, 4)

        self.log = open(os.path.join(self.profile, "log.txt"), "wb")
        self.process = subprocess.Popen(
            ["chromium", f"--user-data-dir={self.profile}", *FLAGS],
            preexec_fn=wire, close_fds=False, stdin=subprocess.DEVNULL, stdout=self.log, stderr=self.log)
        os.close(read_commands)
        os.close(write_answers)
        self.buffer = b""
        self.last = 0
        self.complaints = []
        self.session = None
        target = self.call("Target.createTarget", url="about:blank")["targetId"]
        self.session = self.call("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        for domain in ("Page", "Runtime", "Log"):
            self.call(domain + ".enable")

    def close(self):
        self.process.kill()
        self.process.wait()
        self.log.close()
        os.close(self.commands)
        os.close(self.answers)
        shutil.rmtree(self.profile, ignore_errors=True)

    def call(self, method, **parameters):
        """Calls a method of the protocol, and waits for its answer."""
        self.last += 1
        message = {"id": self.last, "method": method, "params": parameters}
        if self.session:
            message["sessionId"] = self.session
        os.write(self.commands, json.dumps(message).encode() + b"\0")
        while True:
            answer = self._receive()
            if answer.get("id") == self.last:
                if "error" in answer:
                    raise AssertionError(f"{method}: {answer['error']}")
                return answer["result"]
            self._note(answer)

    def open(self, url, width, height, **media):
        """Shows a page at a size, with media features such as prefers_color_scheme="dark"."""
        self.call("Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1, mobile=width < 600)
        features = [{"name": name.replace("_", "-"), "value": value} for name, value in media.items()]
        self.call("Emulation.setEmulatedMedia", features=features)
        self.call("Page.navigate", url=url)
        self.wait("the page", f"location.href === {json.dumps(url)} && document.readyState === 'complete'")

    def run(self, script):
        """The value of an expression in the page; a promise is waited for."""
        result = self.call("Runtime.evaluate", expression=script, awaitPromise=True, returnByValue=True)
        if "exceptionDetails" in result:
            raise AssertionError(f"{script[:200]}: {result['exceptionDetails']}")
        return result["result"].get("value")

    def wait(self, what, script):
        """Waits until an expression in the page is true, and answers with it."""
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline:
            value = self.run(script)
            if value:
                return value
            select.select([], [], [], 0.1)
        raise AssertionError(f"waited in vain for: {what}; the page says: " + str(self.run("document.body?.innerText"))[:3000])

    def type(self, text):
        for letter in text:
            self.call("Input.dispatchKeyEvent", type="char", text=letter)

    def press(self, key, code):
        for kind in ("rawKeyDown", "keyUp"):
            self.call("Input.dispatchKeyEvent", type=kind, key=key, code=key, windowsVirtualKeyCode=code)

    def picture(self, path, height):
        """A picture of the page's top, as a PNG file."""
        width = self.run("innerWidth")
        clip = {"x": 0, "y": 0, "width": width, "height": height, "scale": 1}
        data = self.call("Page.captureScreenshot", format="png", clip=clip, captureBeyondViewport=True)["data"]
        with open(path, "wb") as file:
            file.write(base64.b64decode(data))

    def _receive(self):
        while b"\0" not in self.buffer:
            ready, _, _ = select.select([self.answers], [], [], PATIENCE)
            read = os.read(self.answers, 1 << 20) if ready else b""
            if not read:
                self.log.flush()
                with open(self.log.name, encoding="utf-8", errors="replace") as said:
                    raise AssertionError("Chromium does not answer; it said:\n" + said.read()[-3000:])
            self.buffer += read
        message, self.buffer = self.buffer.split(b"\0", 1)
        return json.loads(message)

    def _note(self, event):
        parameters = event.get("params", {})
        if event.get("method") == "Runtime.exceptionThrown":
            self.complaints.append(str(parameters["exceptionDetails"]))
        elif event.get("method") == "Runtime.consoleAPICalled" and parameters["type"] in ("error", "warning", "assert"):
            self.complaints.append(str(parameters["args"]))
        elif event.get("method") == "Log.entryAdded" and parameters["entry"]["level"] in ("error", "warning"):
            self.complaints.append(parameters["entry"]["text"] + " " + parameters["entry"].get("url", ""))
