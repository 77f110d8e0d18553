package hocket.spring;

import hocket.server.ControllerSupport;
import hocket.server.ParameterSource;
import java.lang.reflect.Parameter;
import org.jspecify.annotations.Nullable;

/** What a library that the application has adds to controllers. Safe for use by several threads. */
interface ControllerFeature {
    /** See {@link ControllerSupport#source}. */
    default @Nullable ParameterSource source(Parameter parameter) {
        return null;
    }

    /** See {@link ControllerSupport#translate}; null if it is none of the library's. */
    default @Nullable Throwable translate(Throwable error) {
        return null;
    }
}
