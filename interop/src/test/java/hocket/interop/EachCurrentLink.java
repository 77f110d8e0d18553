package hocket.interop;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A test of our client with each server of today and each choice of transports. */
@ParameterizedTest(name = "{0}")
@MethodSource("hocket.interop.Link#current")
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
@interface EachCurrentLink {}
