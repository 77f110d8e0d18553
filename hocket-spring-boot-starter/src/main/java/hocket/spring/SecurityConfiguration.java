package hocket.spring;

import hocket.core.CallException;
import hocket.server.ParameterSource;
import java.lang.reflect.Parameter;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.MethodParameter;
import org.springframework.core.annotation.Order;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;

/** Controllers are called as the one whom Spring Security found the socket's client to be. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnClass({Authentication.class, SecurityContextHolder.class})
class SecurityConfiguration {
    @Bean
    @Order(InterceptorOrder.SECURITY)
    ControllerInterceptor socketIoSecurityContext() {
        return call -> {
            SecurityContext before = SecurityContextHolder.getContext();
            SecurityContext context = SecurityContextHolder.createEmptyContext();
            if (call.socket().principal() instanceof Authentication authentication) {
                context.setAuthentication(authentication);
            }
            SecurityContextHolder.setContext(context);
            try {
                return call.proceed();
            } finally {
                if (before.getAuthentication() == null) {
                    SecurityContextHolder.clearContext();
                } else {
                    SecurityContextHolder.setContext(before); // an inline handler on a thread of somebody else's
                }
            }
        };
    }

    @Bean
    ControllerFeature socketIoSecurity() {
        return new ControllerFeature() {
            @Override
            public @Nullable ParameterSource source(Parameter parameter) {
                return parameter.isAnnotationPresent(AuthenticationPrincipal.class) ? principal(parameter) : null;
            }

            @Override
            public @Nullable Throwable translate(Throwable error) {
                if (error instanceof AccessDeniedException) {
                    return new CallException("forbidden", "not allowed");
                }
                return error instanceof AuthenticationException
                        ? new CallException(CallException.UNAUTHENTICATED, "log in first")
                        : null;
            }
        };
    }

    /** The source of what an authentication is of: a user, or the claims of a token. */
    private static ParameterSource principal(Parameter parameter) {
        MethodParameter wanted = MethodParameter.forParameter(parameter).nestedIfOptional();
        return socket -> {
            if (socket.principal() instanceof Authentication authentication
                    && wanted.getNestedParameterType().isInstance(authentication.getPrincipal())) {
                return authentication.getPrincipal();
            }
            if (wanted.isOptional()) {
                return null;
            }
            throw new CallException(CallException.UNAUTHENTICATED, "log in first");
        };
    }
}
