package io.ditgauge.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class ServeCommandTest {
  private static final Pattern ADDRESS = Pattern.compile("listening on (http://127\\S+) until");

  @Test
  void saysItsAddressServesAndEndsWhenInterrupted() throws Exception {
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    ServeCommand command = new ServeCommand(new PrintStream(said, true, StandardCharsets.UTF_8));
    Thread thread = new Thread(() -> new CommandLine(command).execute("--port", "0"));
    thread.start();
    String address = "";
    for (int i = 0; i < 300 && address.isEmpty(); i++) {
      Matcher matcher = ADDRESS.matcher(said.toString(StandardCharsets.UTF_8));
      address = matcher.find() ? matcher.group(1) : "";
      Thread.sleep(100);
    }
    HttpRequest request = HttpRequest.newBuilder(URI.create(address + "plan.json")).build();
    HttpResponse<String> answer =
        HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
    assertEquals(200, answer.statusCode(), said.toString(StandardCharsets.UTF_8));
    thread.interrupt();
    thread.join(30_000);
    assertFalse(thread.isAlive());
  }

  @Test
  void aWrongPortIsUsage() {
    Ran ran = Ran.ditgauge("serve", "--port", "65536");
    assertEquals(2, ran.code());
    assertTrue(ran.err().contains("--port must be from 0 to 65535: --port=65536"), ran.err());
  }
}
