package hocket.server;

import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import org.jspecify.annotations.Nullable;

/** What a framework adds to annotated controllers. Safe for use by several threads. */
public interface ControllerSupport {
    /** Nothing. */
    ControllerSupport NONE = new ControllerSupport() {};

    /** The method to be called in place of the annotated one, such as that of a proxy. Asked once, at the registration. */
    default Method invocable(Object controller, Method annotated) {
        return annotated;
    }

    /**
     * Where the value of a parameter comes from; null if that is none of the framework's. Asked before all else, once, at
     * the registration.
     */
    default @Nullable ParameterSource source(Parameter parameter) {
        return null;
    }

    /** What is told of an exception that no method of the controller takes; itself by default. */
    default Throwable translate(Throwable error) {
        return error;
    }

    /**
     * Makes a call, and all that is around it goes here. It runs where handlers run, or, for a method that takes the
     * exception of a {@link java.util.concurrent.CompletionStage}, on the thread that completed that.
     *
     * @return what the method returns, or what is to take its place; a {@link java.util.concurrent.CompletionStage} is
     *     waited for
     */
    default @Nullable Object call(ControllerCall call) throws Exception {
        return call.proceed();
    }
}
