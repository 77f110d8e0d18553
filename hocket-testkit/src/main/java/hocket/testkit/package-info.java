/**
 * Tests without a port and without waiting: a server and its clients in memory ({@link hocket.testkit.TestServer}), the
 * host below them, lanes with virtual time, and the contracts that hosts must pass.
 *
 * <p>Everything here belongs to the thread of the test, which is the lane: a call has had all its effects when it
 * returns, and time passes only by {@link hocket.testkit.MemoryHost#advance}. The contracts alone use real threads.
 *
 * <pre>{@code
 * TestServer server = TestServer.start(io -> io.onConnection(socket -> socket.emit("hello")));
 * TestClient client = server.connect();
 * assertThat(client.next("hello").size()).isZero();
 *
 * EngineServer engine = EngineServer.createOnLanes(options, listener);
 * MemoryHost host = new MemoryHost(engine);
 * MemoryExchange handshake = host.get("/engine.io/?EIO=4&transport=polling");
 * assertThat(handshake.status()).isEqualTo(200);
 * host.advance(Duration.ofSeconds(25));                    // a ping is due
 * }</pre>
 */
@NullMarked
package hocket.testkit;

import org.jspecify.annotations.NullMarked;
