package hocket.examples.springchat;

import static org.springframework.security.config.Customizer.withDefaults;

import jakarta.servlet.DispatcherType;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.security.config.annotation.method.configuration.EnableMethodSecurity;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.CsrfConfigurer;
import org.springframework.security.config.annotation.web.configurers.RequestCacheConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetails;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.provisioning.InMemoryUserDetailsManager;
import org.springframework.security.web.SecurityFilterChain;

/** Who may do what: people log in by a form and have a session, programs have a token. */
@Configuration(proxyBeanMethods = false)
@EnableMethodSecurity
class SecurityConfiguration {
    private static final String POLICY = "default-src 'self'; img-src 'self' data:; frame-ancestors 'none'";

    @Bean
    UserDetailsService users() {
        return new InMemoryUserDetailsManager(user("ada", "USER"), user("bob", "USER"), user("root", "USER", "ADMIN"));
    }

    /** The password is the name: these are for a demonstration. */
    private static UserDetails user(String name, String... roles) {
        return User.withUsername(name).password("{noop}" + name).roles(roles).build();
    }

    /** Where tokens come from. No cookie says who asks, so that no page can ask in somebody's name. */
    @Bean
    @Order(1)
    SecurityFilterChain tokens(HttpSecurity http) throws Exception {
        return http.securityMatcher("/token")
                .authorizeHttpRequests(requests -> requests.anyRequest().authenticated())
                .httpBasic(withDefaults())
                .sessionManagement(sessions -> sessions.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .csrf(CsrfConfigurer::disable)
                .build();
    }

    /** All the rest, Socket.IO included: whoever connects is known by cookie or token before there is a connection. */
    @Bean
    @Order(2)
    SecurityFilterChain chat(HttpSecurity http) throws Exception {
        return http.authorizeHttpRequests(requests -> requests
                        // The request was let in before. If its login has ended since, its answer says just that.
                        .dispatcherTypeMatchers(DispatcherType.ASYNC, DispatcherType.ERROR)
                        .permitAll()
                        .requestMatchers("/actuator/health")
                        .permitAll()
                        .requestMatchers("/actuator/**")
                        .hasRole("ADMIN")
                        .anyRequest()
                        .authenticated())
                // Socket.IO posts without a token. It refuses pages of other hosts by their Origin instead.
                .csrf(csrf -> csrf.ignoringRequestMatchers("/socket.io/**"))
                .formLogin(form -> form.defaultSuccessUrl("/", true).permitAll())
                .oauth2ResourceServer(server -> server.jwt(withDefaults()))
                // It would make a session for each refused poll, and lead to a poll after the login.
                .requestCache(RequestCacheConfigurer::disable)
                .headers(headers -> headers.contentSecurityPolicy(policy -> policy.policyDirectives(POLICY)))
                .build();
    }
}
