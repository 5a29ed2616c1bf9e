# The command that creates topics and tables, from the jar that ./mvnw package makes. It ends when it is done.
FROM eclipse-temurin:17-jre
RUN useradd --system --uid 10001 --shell /usr/sbin/nologin millrace
WORKDIR /opt/millrace
COPY infra/target/infra-*-app.jar app.jar
USER millrace
ENTRYPOINT ["java", "-Xmx128m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-jar", "app.jar"]
