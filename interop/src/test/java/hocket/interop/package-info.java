/**
 * The server against the clients that people use, and against raw bytes. {@link hocket.interop.Scenarios} lets Node.js run
 * what is in {@code src/test/js}, and Python what is in {@code src/test/python}; {@link hocket.interop.HttpConnection} and
 * {@link hocket.interop.RawWebSocket} say exactly what a test wants said. Everything stays on the loopback interface.
 *
 * <p>With {@code -Dinterop.server=reference} the same tests run against the JavaScript server: a test that fails there
 * too is wrong, unless it is about something that Hocket does better.
 */
package hocket.interop;
