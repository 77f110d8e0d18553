package hocket.server.annotation;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Called with each event of these names. Parameters of no type known here are the event's arguments, in order, each read as
 * the type of its parameter. What the method returns is the ack, or what a {@link java.util.concurrent.CompletionStage} that
 * it returns is completed with; one that returns {@code void} and takes no {@link hocket.core.Ack} acknowledges without a
 * value when it has returned. What it throws is as {@link OnException} or {@link hocket.core.Ack#fail} say.
 */
@Documented
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface OnEvent {
    /** The names of the events. */
    String[] value();
}
