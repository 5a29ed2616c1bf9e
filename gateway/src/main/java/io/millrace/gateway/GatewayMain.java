package io.millrace.gateway;

import io.millrace.gateway.accounts.FirstAdmin;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.kafka.autoconfigure.KafkaAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Import;

/** The gateway as a process of its own. */
@EnableAutoConfiguration(exclude = KafkaAutoConfiguration.class)
@Import(GatewayModule.class)
public class GatewayMain {
    public static void main(String[] args) {
        ConfigurableApplicationContext gateway = SpringApplication.run(GatewayMain.class, args);
        openFirstAdmin(gateway.getBean(FirstAdmin.class));
    }

    /** The password is told at the terminal and nowhere else. */
    private static void openFirstAdmin(FirstAdmin admin) {
        admin.open().toFuture().whenComplete((password, error) -> {
            if (error != null) {
                System.out.println("The account admin could not be opened; the next start tries again");
            } else if (password != null) {
                System.out.println("Sign in as admin with the one-time password " + password);
            }
        });
    }
}
