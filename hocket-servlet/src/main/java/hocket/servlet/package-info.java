/**
 * The host in a servlet container: polling and WebSockets below one mapping, on the application's own port. It moves bytes
 * for a {@link hocket.engine.spi.HostHandler} and knows nothing of the protocols above.
 *
 * <p>Each {@link hocket.engine.spi.Lane} is a thread of the servlet's own; the container's threads bring requests and what
 * they carry to it, and wait for nothing but for whether a WebSocket is accepted. No user code runs here.
 *
 * <pre>{@code
 * public void contextInitialized(ServletContextEvent event) {      // a ServletContextListener of the web application
 *     ServletRegistration.Dynamic servlet = event.getServletContext().addServlet("socket.io", new HocketServlet(io));
 *     servlet.addMapping("/socket.io/*");
 *     servlet.setAsyncSupported(true);
 * }
 * }</pre>
 */
@NullMarked
package hocket.servlet;

import org.jspecify.annotations.NullMarked;
