package hocket.server;

import hocket.core.Ack;
import hocket.core.Args;
import hocket.core.CallException;
import hocket.core.TypeRef;
import hocket.engine.spi.HttpHeaders;
import hocket.server.annotation.Header;
import hocket.server.annotation.OnDisconnect;
import hocket.server.annotation.OnException;
import hocket.server.annotation.Param;
import java.lang.annotation.Annotation;
import java.lang.reflect.Parameter;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.security.Principal;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What fills a parameter of a controller's method. Immutable. */
final class ControllerParameter {
    private static final Map<Class<?>, Function<Occasion, @Nullable Object>> BY_TYPE = Map.of(
            Socket.class,
            Occasion::socket,
            Namespace.class,
            occasion -> occasion.socket().namespace(),
            Handshake.class,
            occasion -> occasion.socket().handshake(),
            HttpHeaders.class,
            occasion -> occasion.socket().handshake().headers(),
            Args.class,
            Occasion::args,
            Ack.class,
            Occasion::ack);

    private final Parameter parameter;
    private final Class<?> type;
    private final @Nullable Function<Occasion, @Nullable Object> known;
    private final TypeRef<Object> argument;
    private final int index;

    /**
     * Looks at a parameter.
     *
     * @param index the number of the client's argument that it is, if it is nothing else
     */
    ControllerParameter(Parameter parameter, ControllerSupport support, int index) {
        this.parameter = parameter;
        this.index = index;
        Type wanted = isOptional() && parameter.getParameterizedType() instanceof ParameterizedType optional
                ? optional.getActualTypeArguments()[0]
                : parameter.getParameterizedType();
        this.type = rawType(wanted);
        this.argument = TypeRef.of(wanted);
        ParameterSource foreign = support.source(parameter);
        this.known = foreign == null ? source() : occasion -> foreign.value(occasion.socket());
    }

    private static Class<?> rawType(Type type) {
        Type raw = type instanceof ParameterizedType generic ? generic.getRawType() : type;
        return raw instanceof Class<?> known ? known : Object.class;
    }

    private @Nullable Function<Occasion, @Nullable Object> source() {
        Header header = parameter.getAnnotation(Header.class);
        if (header != null) {
            return text(occasion -> occasion.socket().handshake().headers().get(header.value()));
        }
        Param param = parameter.getAnnotation(Param.class);
        if (param != null) {
            return text(occasion -> occasion.socket().namespace().param(param.value()));
        }
        if (Principal.class.isAssignableFrom(type)) {
            return occasion -> {
                Principal principal = occasion.socket().principal();
                return type.isInstance(principal) ? principal : null;
            };
        }
        if (isError()) {
            return Occasion::error;
        }
        if (type == DisconnectReason.class && isOf(OnDisconnect.class)) {
            return Occasion::reason;
        }
        return BY_TYPE.get(type);
    }

    private Function<Occasion, @Nullable Object> text(Function<Occasion, @Nullable Object> source) {
        if (type != String.class) {
            throw new IllegalArgumentException(parameter + " of " + parameter.getDeclaringExecutable()
                    + " must be a String, or an Optional<String>");
        }
        return source;
    }

    private boolean isOf(Class<? extends Annotation> annotation) {
        return parameter.getDeclaringExecutable().isAnnotationPresent(annotation);
    }

    /** Whether it is the exception that the method is there for. */
    boolean isError() {
        return Throwable.class.isAssignableFrom(type) && isOf(OnException.class);
    }

    boolean isAck() {
        return type == Ack.class;
    }

    /** Whether it is what the client sent. */
    boolean isArgument() {
        return known == null;
    }

    private boolean isOptional() {
        return parameter.getType() == Optional.class;
    }

    private boolean mayBeMissing() {
        return isOptional()
                || Stream.of(
                                parameter.getAnnotations(),
                                parameter.getAnnotatedType().getAnnotations())
                        .flatMap(Stream::of)
                        .anyMatch(one -> one.annotationType().getSimpleName().equals("Nullable"));
    }

    /**
     * The value.
     *
     * @throws hocket.core.ArgsException if it is the client's argument and does not fit, or must be there and is not
     * @throws CallException if it is anything else that must be there and is not
     */
    @Nullable
    Object value(Occasion occasion) {
        Object value;
        if (known != null) {
            value = known.apply(occasion);
        } else if (mayBeMissing()) {
            value = occasion.args().find(index, argument).orElse(null);
        } else {
            value = occasion.args().get(index, argument);
        }
        if (isOptional()) {
            return value instanceof Optional ? value : Optional.ofNullable(value);
        }
        if (value == null && !mayBeMissing()) {
            throw Principal.class.isAssignableFrom(type)
                    ? new CallException(CallException.UNAUTHENTICATED, "log in first")
                    : new CallException(CallException.INVALID_ARGUMENTS, name() + " is missing");
        }
        return value;
    }

    /** As the client knows it. */
    private String name() {
        Header header = parameter.getAnnotation(Header.class);
        return header == null ? parameter.toString() : "header " + header.value();
    }
}
