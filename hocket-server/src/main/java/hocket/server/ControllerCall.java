package hocket.server;

import java.lang.reflect.Method;
import org.jspecify.annotations.Nullable;

/** One call of a controller's method, about to be made. */
public interface ControllerCall {
    /** The socket it is about. */
    Socket socket();

    /** The event that came; null if the call is about something else. */
    @Nullable
    String event();

    /** The object. */
    Object controller();

    /** The method, with its annotations. */
    Method method();

    /** The values of its parameters; not to be changed. */
    @Nullable
    Object[] arguments();

    /**
     * Calls it, once.
     *
     * @throws Exception what it throws
     */
    @Nullable
    Object proceed() throws Exception;
}
