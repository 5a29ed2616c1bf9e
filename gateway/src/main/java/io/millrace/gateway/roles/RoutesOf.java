package io.millrace.gateway.roles;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.context.annotation.Conditional;

/**
 * Marks the bean of routes that are answered only by gateways with that group among their {@code millrace.gateway.roles}; by
 * all, if those are not set. Only what answers requests is left out: what listens to the log costs little and is the same
 * everywhere.
 */
@Target({ElementType.METHOD, ElementType.TYPE})
@Retention(RetentionPolicy.RUNTIME)
@Conditional(InRoles.class)
public @interface RoutesOf {
    RouteGroup value();
}
