/**
 * The server against the clients that people use, and against raw bytes. {@link hocket.interop.Scenarios} lets Node.js run
 * what is in {@code src/test/js}, and Python what is in {@code src/test/python}; {@link hocket.interop.HttpConnection} and
 * {@link hocket.interop.RawWebSocket} say exactly what a test wants said. Everything stays on the loopback interface.
 *
 * <p>And our client against the servers that people use, {@link hocket.interop.ServerKind}: tests named {@code Client...} have
 * {@link hocket.interop.Clients}, which starts each server once for a class, and {@link hocket.interop.FaultProxy} between
 * the two where the network is to be bad. It runs on the JDK, or with {@code -Dinterop.http=okhttp} or
 * {@code netty} on that.
 *
 * <p>With {@code -Dinterop.server=reference} the same tests run against the JavaScript server: a test that fails there
 * too is wrong, unless it is about something that Hocket does better.
 */
package hocket.interop;
