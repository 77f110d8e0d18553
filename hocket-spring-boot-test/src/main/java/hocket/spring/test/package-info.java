/**
 * Clients for tests of applications that have the starter: {@link hocket.spring.test.SocketIoTest} starts the application on
 * a free port, and {@link hocket.spring.test.SocketIoTestClients} are connected to it and closed after each test. Arrows:
 * client, and Spring's tests.
 *
 * <pre>{@code
 * @SocketIoTest
 * class ChatTest {
 *     @Autowired
 *     SocketIoTestClients clients;
 *
 *     @Test
 *     void everybodyHearsIt() throws Exception {
 *         SocketIoTestClient ada = clients.connect("/chat", options -> options.basicAuth("ada", "secret"));
 *         SocketIoTestClient bob = clients.connect("/chat");
 *         ada.call("say", Void.class, "hi");
 *         assertThat(bob.receive("said", String.class)).isEqualTo("hi");
 *     }
 * }
 * }</pre>
 */
@NullMarked
package hocket.spring.test;

import org.jspecify.annotations.NullMarked;
