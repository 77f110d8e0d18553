package hocket.server.annotation;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A header field of the request that opened the connection: a {@code String} with its first value, or an {@code Optional} of
 * it, or a {@code Nullable} one.
 */
@Documented
@Target(ElementType.PARAMETER)
@Retention(RetentionPolicy.RUNTIME)
public @interface Header {
    /** The name of the field; upper and lower case are the same. */
    String value();
}
