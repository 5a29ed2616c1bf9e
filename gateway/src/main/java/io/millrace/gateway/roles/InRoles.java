package io.millrace.gateway.roles;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.core.env.Environment;
import org.springframework.core.type.AnnotatedTypeMetadata;

/** Whether a group is among this gateway's roles. */
final class InRoles implements Condition {
    static final String ROLES = "millrace.gateway.roles";

    @Override
    public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
        Object group = Objects.requireNonNull(metadata.getAnnotationAttributes(RoutesOf.class.getName()))
                .get("value");
        return roles(context.getEnvironment()).contains(group);
    }

    /**
     * The groups that are set; all, if none are.
     *
     * @throws IllegalArgumentException with a sentence for the operator, if one is unknown
     */
    static Set<RouteGroup> roles(Environment environment) {
        List<String> names = Binder.get(environment)
                .bind(ROLES, Bindable.listOf(String.class))
                .orElse(List.of());
        EnumSet<RouteGroup> roles = EnumSet.noneOf(RouteGroup.class);
        for (String name : names) {
            roles.add(role(name.strip()));
        }
        return roles.isEmpty() ? EnumSet.allOf(RouteGroup.class) : roles;
    }

    private static RouteGroup role(String name) {
        return Arrays.stream(RouteGroup.values())
                .filter(group -> word(group).equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("Set " + ROLES + " to some of "
                        + Arrays.stream(RouteGroup.values()).map(InRoles::word).toList()
                        + ", separated by commas, or leave it out for all: there is no \"" + name + "\""));
    }

    private static String word(RouteGroup group) {
        return group.name().toLowerCase(Locale.ROOT);
    }
}
