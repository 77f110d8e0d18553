package hocket.server.annotation;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Asked about each client that wants to join, see {@link hocket.server.ConnectMiddleware}: it throws {@link
 * hocket.server.ConnectRefusedException} to refuse, and may return a {@link java.util.concurrent.CompletionStage} to decide
 * later. A parameter of no type known here is what the client sent as {@code auth}; one that does not fit refuses it.
 * Several methods of one class are asked in the order of their names.
 */
@Documented
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface BeforeConnect {}
