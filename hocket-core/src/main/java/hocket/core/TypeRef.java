package hocket.core;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;

/**
 * Names a type with its type arguments, which a {@code Class} cannot: {@code new TypeRef<List<Move>>() {}}.
 *
 * @param <T> the type
 */
public abstract class TypeRef<T> {
    private final Type type;

    /** For the anonymous subclass whose type argument is the type meant. */
    protected TypeRef() {
        if (!(getClass().getGenericSuperclass() instanceof ParameterizedType parameterized)) {
            throw new IllegalStateException("write new TypeRef<…>() {} with a type argument");
        }
        type = parameterized.getActualTypeArguments()[0];
    }

    private TypeRef(Type type) {
        this.type = type;
    }

    /** Names a type that is known only at run time. */
    public static TypeRef<Object> of(Type type) {
        return new TypeRef<>(type) {};
    }

    /** The type. */
    public final Type type() {
        return type;
    }
}
