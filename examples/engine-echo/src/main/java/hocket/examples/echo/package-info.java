/** A bare Engine.IO server, without Socket.IO: it sends back what it is sent. */
@NullMarked
package hocket.examples.echo;

import org.jspecify.annotations.NullMarked;
