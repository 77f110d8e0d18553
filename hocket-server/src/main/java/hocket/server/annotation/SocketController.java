package hocket.server.annotation;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * An object whose annotated methods handle what the clients of a namespace do; see the package for all of them. An object
 * without this annotation is one of the main namespace.
 */
@Documented
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
public @interface SocketController {
    /** The namespace, {@code /} by default. */
    String value() default "/";

    /**
     * Instead of {@link #value}: all namespaces in whose name the pattern is found, made when clients ask for them; see
     * {@link hocket.server.SocketIoServer#of(java.util.regex.Pattern)}. Write {@code ^…$} to match whole names.
     */
    String pattern() default "";
}
