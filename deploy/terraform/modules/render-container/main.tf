locals {
  # One task, one process: the image runs as nonroot, has no shell, and writes nowhere.
  definition = {
    name      = var.name
    image     = var.image
    essential = true

    # ECS starts anew what fails this, so it asks only whether the process is alive: NATS being away is no reason to. In exec form: images
    # have no shell.
    healthCheck = {
      command     = concat(["CMD"], var.health_command)
      interval    = 10
      timeout     = 5
      retries     = 3
      startPeriod = var.start_period_seconds
    }

    # The process ends by itself within its drain time; SIGKILL comes only after.
    stopTimeout = var.drain_seconds + 10

    # A shell is opened by an agent that writes into the container.
    readonlyRootFilesystem = !var.exec_enabled
    privileged             = false
    user                   = var.user
    linuxParameters = {
      capabilities       = { drop = ["ALL"] }
      initProcessEnabled = var.exec_enabled
    }
    ulimits = [{ name = "nofile", softLimit = 65536, hardLimit = 65536 }]

    portMappings = [for name, port in var.ports : { name = name, containerPort = port, hostPort = port, protocol = "tcp" }]

    # In order of name: a definition that differs in order only would be a new revision.
    environment = [for name in sort(keys(var.environment)) : { name = name, value = var.environment[name] }]
    secrets     = [for name in sort(keys(var.secrets)) : { name = name, valueFrom = var.secrets[name] }]

    mountPoints    = []
    volumesFrom    = []
    systemControls = []

    logConfiguration = {
      logDriver = "awslogs"
      options = {
        awslogs-group         = var.log_group
        awslogs-region        = var.region
        awslogs-stream-prefix = var.name
        # A slow log must not hold up the process; what does not fit is lost.
        mode            = "non-blocking"
        max-buffer-size = "4m"
      }
    }
  }
}
