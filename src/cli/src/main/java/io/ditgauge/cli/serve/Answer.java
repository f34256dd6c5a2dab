package io.ditgauge.cli.serve;

/**
 * What is answered.
 *
 * @param status HTTP status
 * @param type media type
 * @param body text
 */
record Answer(int status, String type, String body) {
  /** A page or a part of one. */
  static Answer html(int status, String body) {
    return new Answer(status, "text/html; charset=utf-8", body);
  }

  /** Data for programs. */
  static Answer json(String body) {
    return new Answer(200, "application/json; charset=utf-8", body);
  }

  /** A sentence that says why not. */
  static Answer refusal(int status, String sentence) {
    return new Answer(status, "text/plain; charset=utf-8", sentence + "\n");
  }
}
