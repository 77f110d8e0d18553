/** Socket.IO in a Javalin program, on the port of its routes: {@link hocket.examples.javalin.Chat}. */
@NullMarked
package hocket.examples.javalin;

import org.jspecify.annotations.NullMarked;
