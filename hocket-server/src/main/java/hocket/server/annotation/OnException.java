package hocket.server.annotation;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Called with what another method of the same object has thrown, or failed with later: the one whose parameter is the
 * exception's nearest type. A {@link hocket.core.CallException} that it returns or throws, and any other value that it returns, is the
 * ack of a client that waits; if it is {@code void}, that is told {@link hocket.core.CallException#INTERNAL_ERROR}. It takes
 * the place of the server's error handler.
 */
@Documented
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface OnException {}
