package hocket.server;

import hocket.server.annotation.OnDisconnect;
import hocket.server.annotation.OnException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A method of a controller, with where the values of its parameters come from. Immutable. */
final class ControllerMethod {
    private final Object controller;
    private final Method annotated;
    private final Method invocable;
    private final ControllerSupport support;
    private final List<ControllerParameter> parameters = new ArrayList<>();

    /**
     * Looks at the method.
     *
     * @throws IllegalArgumentException if it cannot be called, or a parameter cannot be filled
     */
    ControllerMethod(Object controller, Method annotated, ControllerSupport support) {
        this.controller = controller;
        this.annotated = annotated;
        this.support = support;
        this.invocable = support.invocable(controller, annotated);
        if (!invocable.trySetAccessible()) {
            throw new IllegalArgumentException(
                    this + " cannot be called: make it public, or open its module to Hocket");
        }
        int arguments = 0;
        for (Parameter parameter : annotated.getParameters()) {
            ControllerParameter made = new ControllerParameter(parameter, support, arguments);
            parameters.add(made);
            arguments += made.isArgument() ? 1 : 0;
        }
        check(arguments);
    }

    private void check(int arguments) {
        boolean onException = annotated.isAnnotationPresent(OnException.class);
        if (onException && parameters.stream().noneMatch(ControllerParameter::isError)) {
            throw new IllegalArgumentException(this + " has no parameter for the exception");
        }
        if (arguments > 0 && (onException || annotated.isAnnotationPresent(OnDisconnect.class))) {
            throw new IllegalArgumentException(this + " has a parameter that nothing fills: there is no argument here");
        }
    }

    boolean isVoid() {
        return annotated.getReturnType() == void.class;
    }

    boolean takesAck() {
        return parameters.stream().anyMatch(ControllerParameter::isAck);
    }

    /** How many classes lie between the exception and the one it takes; {@link Integer#MAX_VALUE} if it does not take it. */
    int distance(Throwable error) {
        for (Class<?> taken : annotated.getParameterTypes()) {
            if (Throwable.class.isAssignableFrom(taken)) {
                int steps = 0;
                for (Class<?> type = error.getClass(); type != null; type = type.getSuperclass(), steps++) {
                    if (type == taken) {
                        return steps;
                    }
                }
            }
        }
        return Integer.MAX_VALUE;
    }

    @Nullable
    Object call(Occasion occasion) throws Exception {
        @Nullable Object[] values = new Object[parameters.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = parameters.get(i).value(occasion);
        }
        return support.call(new Call(occasion, values));
    }

    @Override
    public String toString() {
        return annotated.getDeclaringClass().getName() + "." + annotated.getName();
    }

    private final class Call implements ControllerCall {
        private final Occasion occasion;
        private final @Nullable Object[] arguments;

        Call(Occasion occasion, @Nullable Object[] arguments) {
            this.occasion = occasion;
            this.arguments = arguments;
        }

        @Override
        public Socket socket() {
            return occasion.socket();
        }

        @Override
        public @Nullable String event() {
            return occasion.event();
        }

        @Override
        public Object controller() {
            return controller;
        }

        @Override
        public Method method() {
            return annotated;
        }

        @Override
        public @Nullable Object[] arguments() {
            return arguments;
        }

        @Override
        public @Nullable Object proceed() throws Exception {
            try {
                return invocable.invoke(controller, arguments);
            } catch (InvocationTargetException e) {
                if (e.getCause() instanceof Error error) {
                    throw error;
                }
                throw e.getCause() instanceof Exception thrown ? thrown : e;
            }
        }
    }
}
